/** What runs where: devices, queues, batch times and what an autoscaler reads. */
package dev.quire.api.status;
