/** The only package that knows Tomcat: bodies, request threads, errors before any handler. */
@NullMarked
package io.sunpress.api.web.tomcat;

import org.jspecify.annotations.NullMarked;
