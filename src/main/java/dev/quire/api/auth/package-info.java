/** The door of the API: who a request comes from, and whether it may pass. */
package dev.quire.api.auth;
