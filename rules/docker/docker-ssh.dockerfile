FROM debian:12
# ruleid: docker-ssh
EXPOSE 8080 22
# ruleid: docker-ssh
EXPOSE 22/tcp
# ok: docker-ssh
EXPOSE 8080 8022
USER app
