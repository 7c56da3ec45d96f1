/**
 * API keys: what is known of them, and whose a key is. Plain Java; {@code dev.quire.api.auth} asks
 * it at the door.
 */
package dev.quire.auth;
