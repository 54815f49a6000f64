FROM debian:12
# ruleid: docker-unchecked-tls
RUN curl -fsSLk -o agent.tar.gz https://parcels.example/agent.tar.gz
# ruleid: docker-unchecked-tls
RUN apt-get update && \
    wget --no-check-certificate https://parcels.example/agent.tar.gz
# ruleid: docker-unchecked-tls
RUN pip install --trusted-host pypi.parcels.example parcels
# ruleid: docker-unchecked-tls
RUN git config --global http.sslverify false
# ruleid: docker-unchecked-tls
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
# ok: docker-unchecked-tls
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/parcels.pem
# ok: docker-unchecked-tls
RUN curl -fsSL --cacert /etc/ssl/parcels.pem -o /tmp/a-key https://parcels.example/key
# ok: docker-unchecked-tls
RUN npm config set strict-ssl true
USER app
