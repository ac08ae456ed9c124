/** Signing in with an OpenID provider: there and back in a real browser, and what is said when it fails. */
import { ADMIN, body, signIn } from "./api";
import { expect, test } from "./fixtures";
import { type IdentityProvider, startIdentityProvider } from "./identity-provider";
import { type OwnServer, startServer } from "./own-server";
import { ConsolePage } from "./pages/console";
import { ProviderPages, SignInPage } from "./pages/sign-in";
import { expectSound } from "./sound";

test.slow();
test.use({ storageState: { cookies: [], origins: [] } });
// They share one server, which takes longer to start than they take.
test.describe.configure({ mode: "default" });

const NAME = "Example ID";
const PROJECT = "payments";

type Member = { readonly email: string; readonly role: string };

let provider: IdentityProvider;
let server: OwnServer;

test.beforeAll(async () => {
  test.setTimeout(3 * test.info().timeout);
  provider = await startIdentityProvider();
  server = await startServer({
    ...provider.variables,
    WHEELHOUSE_OIDC_NAME: NAME,
    WHEELHOUSE_OIDC_SCOPES: "openid email profile groups",
    WHEELHOUSE_OIDC_ALLOWED_DOMAINS: "example.com",
    WHEELHOUSE_OIDC_ROLES: `sre=${PROJECT}:operator,leads=${PROJECT}:admin`,
    WHEELHOUSE_ADMIN_EMAIL: ADMIN.email,
    WHEELHOUSE_ADMIN_PASSWORD: ADMIN.password,
    WHEELHOUSE_DEMO: "off",
    // What another program left behind; its address must not become ours.
    NEXTAUTH_URL: "undefined",
  });
  const owner = await signIn(server.url, ADMIN);
  const data = { slug: PROJECT, name: "Payments" };
  await body(await owner.post("/api/v1/projects", { data }));
  await owner.dispose();
});

test.afterAll(async () => {
  await server?.stop();
  await provider?.stop();
});

test.beforeEach(async ({ page }) => {
  // The provider's own pages ask for a font from elsewhere, which would be waited for.
  await page.route("https://fonts.googleapis.com/**", (route) => route.abort());
});

/** As the administrator sees it. */
async function roleOf(email: string): Promise<string | undefined> {
  const owner = await signIn(server.url, ADMIN);
  const members = await body<Member[]>(await owner.get(`/api/v1/members?project=${PROJECT}`));
  await owner.dispose();
  return members.find((member) => member.email === email)?.role;
}

test("somebody new comes back signed in, on the page they wanted, with the role of their group", async ({
  page,
}) => {
  const ada = { email: "ada@example.com", email_verified: true, name: "Ada Lovelace" };
  const wanted = `${server.url}/settings/api-keys?project=${PROJECT}`;
  const comeIn = async () => {
    await page.goto(wanted);
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    await new SignInPage(page).continueWith(NAME);
    await new ProviderPages(page).signIn("ada");
    await expect(page).toHaveURL(wanted);
  };
  provider.add("ada", { ...ada, groups: ["sre", "people who like tea"] });
  await comeIn();
  await expect(page.getByRole("button", { name: "Ada Lovelace" })).toBeVisible();
  await expect(page.getByText("Your role may not see API keys")).toBeVisible();
  expect(await roleOf(ada.email)).toBe("operator");

  provider.add("ada", { ...ada, groups: ["leads"] });
  await page.context().clearCookies();
  await comeIn();
  await expect(page.getByRole("button", { name: "Create key" }).first()).toBeEnabled();
  expect(await roleOf(ada.email)).toBe("admin");
});

test("somebody of another domain is told so in plain words, and stays outside", async ({
  page,
}) => {
  provider.add("eve", { email: "eve@evil.example", email_verified: true, groups: ["leads"] });
  await page.goto(`${server.url}/sign-in`);
  const entrance = new SignInPage(page);
  await entrance.continueWith(NAME);
  await new ProviderPages(page).signIn("eve");

  await expect(page).toHaveURL(`${server.url}/sign-in?error=domain`);
  await expect(entrance.trouble).toHaveText(
    "This e-mail address is not of a domain that may sign in here.",
  );
  await expectSound(page);
  await page.goto(`${server.url}/?project=${PROJECT}`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("who turns back at the provider may still sign in with a password", async ({ page }) => {
  await page.goto(`${server.url}/sign-in`);
  const entrance = new SignInPage(page);
  await entrance.continueWith(NAME);
  await new ProviderPages(page).cancel();
  await expect(entrance.trouble).toHaveText("Signing in with the other service was cancelled.");
  await entrance.signIn(ADMIN);
  await expect(new ConsolePage(page).heading("Overview")).toBeVisible();
});

test("a provider that is away is said on the sign-in page, without leaving it", async ({
  page,
}) => {
  await page.goto(`${server.url}/sign-in`);
  const entrance = new SignInPage(page);
  provider.goAway();
  await entrance.continueWith(NAME);
  await expect(entrance.trouble).toContainText("The sign-in service cannot be reached");
  await expect(page).toHaveURL(`${server.url}/sign-in`);
});
