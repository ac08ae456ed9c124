/** Carries a request to a web server, as a browser or a program behind one proxy would. */
import { type Answer, type Asked, OTHER_SITE, type Send } from "./request";

export function overHttp(url: string): Send {
  const { origin } = new URL(url);
  return async (asked) => {
    const { method, path, body } = asked;
    const response = await fetch(new URL(path, origin), {
      method,
      headers: headersOf(asked, origin),
      redirect: "manual",
      ...(body && { body: JSON.stringify(body) }),
    });
    return answerOf(response);
  };
}

function headersOf({ headers, address, from }: Asked, own: string): Record<string, string> {
  const origin = { "this site": own, "another site": OTHER_SITE, nowhere: undefined }[from];
  return {
    "content-type": "application/json",
    "x-forwarded-for": address,
    ...(origin && { origin }),
    ...headers,
  };
}

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  text: await response.text(),
  location: response.headers.get("location"),
});
