package org.haproxystats.admin.cli;

import org.haproxystats.admin.ProxyObject;

/** An object that was named, and the load balancer that has it. */
record Selected<T extends ProxyObject>(LoadBalancer balancer, T object) {}
