/** Who works here, for whom, and what they write down: the material of the recorded day. */

/** The sales team. `lena` and `ben` run the office and register new clients. */
export const team = [
  "joe",
  "harry",
  "maria",
  "priya",
  "tom",
  "sofia",
  "ahmed",
  "nina",
  "oscar",
  "ruth",
  "chloe",
  "david",
  "elena",
  "felix",
  "lena",
  "ben",
] as const;

export const office = ["lena", "ben"] as const;

/** The clients besides number 42: leads that were met at yesterday's trade fair. */
export const leads = [
  { client: "43", name: "Northwind Bakery" },
  { client: "44", name: "Alder & Finch" },
  { client: "45", name: "Brightwater Dental" },
  { client: "46", name: "Castellan Logistics" },
  { client: "47", name: "Dovetail Joinery" },
  { client: "48", name: "Eastgate Printing" },
  { client: "49", name: "Fairholme Hotels" },
  { client: "50", name: "Greyfriars School" },
  { client: "51", name: "Harbour Lane Coffee" },
  { client: "52", name: "Ironbridge Cycles" },
  { client: "53", name: "Juniper Press" },
  { client: "54", name: "Kestrel Optics" },
  { client: "55", name: "Lowell Instruments" },
  { client: "56", name: "Marlow Vets" },
  { client: "57", name: "Nettleton Farms" },
  { client: "58", name: "Oakhurst Clinics" },
  { client: "59", name: "Pemberton Glass" },
  { client: "60", name: "Quayside Marine" },
  { client: "61", name: "Rowan Architects" },
  { client: "62", name: "Stonefield Quarries" },
  { client: "63", name: "Thornbury Textiles" },
  { client: "64", name: "Upland Energy" },
  { client: "65", name: "Verity Insurance" },
] as const;

interface Contact {
  readonly name: string;
  readonly role: string;
}

export const notes = [
  "They like the pilot and want two more sites.",
  "Budget is decided in March; send figures before that.",
  "Asked for a reference from the same trade.",
  "The old system is written off by summer.",
  "Price is fine, the delivery dates are not.",
  "Wants training for eight people.",
  "Met the new managing director; very open.",
  "Their lawyer has questions about liability.",
  "Competitor is 10 % cheaper but has no support.",
  "Wants to see the reports on a telephone.",
  "Decision is put off until after the stocktaking.",
  "Invited us to the opening of the new branch.",
  "Will introduce us to the sister company.",
  "Needs an invoice per site, not per company.",
  "Short call: all well, nothing new.",
  "Asked whether we deliver on Saturdays.",
  "Happy with the offer; wants three years, not two.",
  "Waiting for the signature of the board.",
] as const;

export const contacts: readonly [Contact, ...Contact[]] = [
  { name: "Agnes Whitlock", role: "managing director" },
  { name: "Bashir Rahman", role: "purchasing" },
  { name: "Clara Mendes", role: "finance" },
  { name: "Declan Burke", role: "operations" },
  { name: "Esther Okafor", role: "IT" },
  { name: "François Petit", role: "purchasing" },
  { name: "Grace Lindqvist", role: "legal" },
  { name: "Hugo Steiner", role: "warehouse" },
  { name: "Imogen Shaw", role: "assistant to the board" },
  { name: "Jan Kowalski", role: "site manager" },
  { name: "Karin Østby", role: "finance" },
  { name: "Liam Doyle", role: "marketing" },
];

export const tags = [
  "key account",
  "price sensitive",
  "pilot running",
  "trade fair",
  "call back",
  "renewal due",
  "export",
  "family owned",
  "needs training",
  "public sector",
  "growing",
  "newsletter",
] as const;
