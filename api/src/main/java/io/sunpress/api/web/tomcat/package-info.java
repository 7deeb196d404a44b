/**
 * The only package that knows Tomcat: limits for slow clients, bodies, errors before any handler.
 */
@NullMarked
package io.sunpress.api.web.tomcat;

import org.jspecify.annotations.NullMarked;
