package dev.quire.auth;

/**
 * Who may use the API.
 *
 * @param restricted whether only those whom the service knows; else everybody may
 * @param keys the API keys
 * @param tokens whether tokens of an OpenID provider are taken, too
 */
public record Access(boolean restricted, KeyRing keys, boolean tokens) {}
