import { given } from "@truce/testkit/given";
import { it } from "vitest";
import { client, NotPossible, type ClientEvent } from "./client.ts";
import { clientList } from "./client-list.ts";

const registered: ClientEvent = { type: "ClientRegistered", data: { name: "Acme" } };
const valued: ClientEvent = { type: "DealValueChanged", data: { value: 50_000 } };

it("is registered once", () => {
  const command = { type: "Register", name: "Acme" } as const;
  given(client).when(command).then([registered]);
  given(client, [registered]).when(command).thenThrows(NotPossible);
});

it("changes only if it is registered", () => {
  const command = { type: "ChangeDealValue", value: 50_000 } as const;
  given(client, [registered]).when(command).then([valued]);
  given(client)
    .when(command)
    .thenThrows(/no such client/);
});

it("has the number of each contact", () => {
  given(client, [registered])
    .when({ type: "ChangePhone", contact: "Joe", phone: "555-0100" })
    .thenState({ name: "Acme", dealValue: 0, phones: { Joe: "555-0100" }, notes: [] });
});

it("is a row of the list", async () => {
  await given(clientList, [
    { streamId: "client-42", ...registered },
    { streamId: "client-42", ...valued },
  ]).thenProjection({ "client-42": { name: "Acme", dealValue: 50_000, notes: 0 } });
});
