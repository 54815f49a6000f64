FROM debian:12
# ruleid: docker-add-url
ADD https://parcels.example/agent.tar.gz /opt/
# ruleid: docker-add-url
ADD --chmod=755 https://parcels.example/agent /usr/bin/agent
# ok: docker-add-url
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://parcels.example/agent /usr/bin/agent
# ok: docker-add-url
ADD agent.tar.gz /opt/
# ok: docker-add-url
COPY agent /usr/bin/agent
USER app
