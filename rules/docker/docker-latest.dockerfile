# ruleid: docker-latest
FROM node:latest AS site
RUN make site
# ruleid: docker-latest
FROM golang AS build
RUN make
# ok: docker-latest
FROM build AS test
RUN make test
# ok: docker-latest
FROM debian:12-slim AS tools
# ok: docker-latest
FROM tools AS more
# ok: docker-latest
FROM debian@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d AS pinned
# ok: docker-latest
FROM node:latest@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d AS also
# ok: docker-latest
FROM ${BASE_IMAGE}
# ok: docker-latest
FROM scratch
USER app
