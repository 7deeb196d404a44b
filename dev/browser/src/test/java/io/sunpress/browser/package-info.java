/** The pages for people, tried in a real browser on a whole installation. */
package io.sunpress.browser;
