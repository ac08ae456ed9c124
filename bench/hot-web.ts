/** The web process without Next: the product's own hot routes (and loops) on a bare server, where no build is at hand. */
import http from "node:http";
import { hotRoutes } from "@/server/hot";
import { runWorker } from "@/server/work";

const hot = hotRoutes();
const server = http.createServer(async (req, res) => {
  try {
    if (!(await hot(req, res))) res.writeHead(404).end();
  } catch (error) {
    console.error(error);
    if (!res.headersSent) res.writeHead(500);
    res.end();
  }
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), "127.0.0.1");
if (process.env.BENCH_ROLE === "all") void runWorker(new AbortController().signal);
process.once("disconnect", () => process.exit(0));
