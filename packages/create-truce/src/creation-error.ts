/** Why no project was created, in a message for the user. */

export class CreationError extends Error {}
