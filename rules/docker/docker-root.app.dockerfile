FROM debian:12
RUN useradd --system app
# ok: docker-root
USER root
RUN make install
# ok: docker-root
USER app
CMD ["parcels"]
