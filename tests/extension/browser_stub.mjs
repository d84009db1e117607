// The extension API as far as modules touch it when they are loaded; a test fills in what it needs.
globalThis.chrome ??= {};
