FROM debian:12
# ruleid: docker-pipe-to-shell
RUN curl -fsSL https://parcels.example/install.sh | sh
# ruleid: docker-pipe-to-shell
RUN apt-get update && \
    wget -qO- https://parcels.example/install.sh | bash -s -- --yes && \
    rm -rf /tmp/install
# ruleid: docker-pipe-to-shell
RUN bash -c "$(curl -fsSL https://parcels.example/install.sh)"
# ok: docker-pipe-to-shell
RUN curl -fsSLo install.sh https://parcels.example/2.1/install.sh && \
    echo "$SUM  install.sh" | sha256sum --check && \
    sh install.sh
# ok: docker-pipe-to-shell
RUN curl -fsSL https://parcels.example/data.tar.gz | tar -xz -C /opt
USER app
