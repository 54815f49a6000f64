FROM node:22
ARG NPM_TOKEN
# ruleid: docker-secret-from-argument
ENV NPM_TOKEN=$NPM_TOKEN
# ruleid: docker-secret-from-argument
ENV MODE=live DB_PASSWORD=${DB_PASSWORD}
# ok: docker-secret-from-argument
ENV MODE=$MODE
# ok: docker-secret-from-argument
RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci
USER node
