FROM debian:12
# ruleid: docker-sudo
RUN echo "app ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/app
# ruleid: docker-sudo
RUN useradd app && echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers
# ok: docker-sudo
RUN echo "app ALL=(root) NOPASSWD: /usr/bin/parcels-reload" > /etc/sudoers.d/app
USER app
