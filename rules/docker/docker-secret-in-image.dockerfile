FROM debian:12
# ruleid: docker-secret-in-image
ENV PARCELS_PASSWORD=Zuckerhut-77
# ruleid: docker-secret-in-image
ENV MODE=live API_KEY="k-31c0ffee7715"
# ruleid: docker-secret-in-image
ENV DB_PASSWORD Zuckerhut-77
# ruleid: docker-secret-in-image
ARG NPM_TOKEN=npm_31c0ffee7715
# ok: docker-secret-in-image
ARG NPM_TOKEN
# ok: docker-secret-in-image
ENV PASSWORD_FILE=/run/secrets/password
# ok: docker-secret-in-image
ENV DB_PASSWORD=""
# ok: docker-secret-in-image
ENV DB_SECRET=/run/secrets/db
# ok: docker-secret-in-image
RUN --mount=type=secret,id=npm NPM_TOKEN="$(cat /run/secrets/npm)" npm ci
USER app
