# syntax=docker/dockerfile:1
# Built in three stages: everything, then the build, then what running needs. The image carries no database:
# give it DATABASE_URL (compose.yaml does).

FROM node:24-bookworm-slim AS packages
WORKDIR /srv/wheelhouse
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
COPY scripts ./scripts
RUN npm ci

FROM packages AS build
COPY . .
RUN node bin/wheelhouse.mjs build && npm prune --omit=dev --ignore-scripts && rm -rf .next/cache

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    WHEELHOUSE_DATA_DIR=/var/lib/wheelhouse
RUN useradd --system --uid 10001 --create-home wheelhouse \
    && install -d -o wheelhouse -g wheelhouse -m 0700 /var/lib/wheelhouse
COPY --from=build /srv/wheelhouse /srv/wheelhouse
WORKDIR /srv/wheelhouse
USER wheelhouse
VOLUME /var/lib/wheelhouse
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node itself is process 1: it gets SIGTERM and drains.
CMD ["node", "--max-semi-space-size=64", "bin/wheelhouse.mjs", "start"]
