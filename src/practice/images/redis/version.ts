/** What `redis:latest` held in autumn 2026. */
export const REDIS_VERSION = "8.2.1";
