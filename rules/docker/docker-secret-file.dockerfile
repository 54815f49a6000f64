FROM node:22
# ruleid: docker-secret-file
COPY .env /app/.env
# ruleid: docker-secret-file
COPY --chown=node keys/id_ed25519 /home/node/.ssh/id_ed25519
# ruleid: docker-secret-file
ADD .netrc /root/.netrc
# ok: docker-secret-file
COPY .env.example /app/.env.example
# ok: docker-secret-file
COPY id_ed25519.pub /home/node/.ssh/authorized_keys
# ok: docker-secret-file
COPY --from=build /out/parcels.jks /app/
# ok: docker-secret-file
RUN --mount=type=ssh git fetch
USER node
