FROM debian:12
# ruleid: docker-package-unsigned
RUN apt-get update && apt-get install -y --allow-unauthenticated parcels
# ruleid: docker-package-unsigned
RUN yum install -y --nogpgcheck parcels
# ruleid: docker-package-unsigned
RUN apk add --no-cache --allow-untrusted parcels.apk
# ruleid: docker-package-unsigned
RUN echo "deb [trusted=yes] https://apt.parcels.example stable main" > /etc/apt/sources.list.d/parcels.list
# ok: docker-package-unsigned
RUN echo "deb [signed-by=/usr/share/keyrings/parcels.gpg] https://apt.parcels.example stable main" > /etc/apt/sources.list.d/parcels.list
# ok: docker-package-unsigned
RUN apt-get update && apt-get install -y --no-install-recommends parcels
USER app
