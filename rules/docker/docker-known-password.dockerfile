FROM debian:12
# ruleid: docker-known-password
RUN useradd parcels && echo "parcels:zuckerhut" | chpasswd
# ruleid: docker-known-password
RUN echo 'root:root' | chpasswd && mkdir /run/sshd
# ok: docker-known-password
RUN useradd --system parcels && passwd --lock parcels
# ok: docker-known-password
RUN --mount=type=secret,id=login chpasswd < /run/secrets/login
USER parcels
