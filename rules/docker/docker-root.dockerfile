FROM golang:1.23 AS build
# ok: docker-root
USER root
RUN make
FROM debian:12 AS tools
# ok: docker-root
USER 0
RUN apt-get install -y parcels
USER parcels
FROM debian:12
COPY --from=build /parcels /usr/bin/parcels
# ruleid: docker-root
USER root
ENTRYPOINT ["/usr/bin/parcels"]
