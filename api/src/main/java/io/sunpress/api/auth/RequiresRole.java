package io.sunpress.api.auth;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a handler. One without this needs {@link Role#READ}: nothing is open by mistake. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRole {
  /** One of these roles is enough. */
  Role[] value() default {};

  /** Whether who shows no key is let in as well, as everybody. */
  boolean open() default false;
}
