/** nginx with its welcome page on port 80. */
import type { Program } from "../machine/process.ts";
import { serveWeb, untilStopped } from "./web-server.ts";

const page = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and working.</p>
</body>
</html>
`;

export const welcomePage: Program = async (process) => {
  const server = serveWeb(process, 80, (request, response) => {
    const found = request.url?.split("?")[0] === "/";
    const body = found
      ? page
      : "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n</body>\r\n</html>\r\n";
    response.writeHead(found ? 200 : 404, { server: "nginx/1.29.1", "content-type": "text/html", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
  await process.stdout.write("/docker-entrypoint.sh: Configuration complete; ready for start up\n");
  const code = await untilStopped(process, () => server.close());
  return code === 143 ? 0 : code;
};
