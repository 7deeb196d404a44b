package io.sunpress.api.auth;

import io.sunpress.api.web.DirectResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before every handler of ours. It looks at the handler that was found rather than at the
 * path: two spellings of a path may lead to one handler. Looks once, not again when a request that
 * waited is answered.
 */
final class AuthInterceptor implements HandlerInterceptor {
  private final Authenticator gate;

  AuthInterceptor(Authenticator gate) {
    this.gate = gate;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod method)
        || request.getDispatcherType() == DispatcherType.ASYNC) {
      return true;
    }
    RequiresRole needs = method.getMethodAnnotation(RequiresRole.class);
    Optional<ResponseEntity<byte[]>> refusal =
        gate.admit(request, roles(needs), needs != null && needs.open())
            .fold(
                caller -> {
                  caller.isBehind(request);
                  return Optional.empty();
                },
                denied -> Optional.of(AuthErrorResponses.answer(denied, request)));
    if (refusal.isPresent()) {
      DirectResponse.write(refusal.get(), response);
    }
    return refusal.isEmpty();
  }

  private static Set<Role> roles(@Nullable RequiresRole needs) {
    return needs == null ? Set.of(Role.READ) : Set.copyOf(List.of(needs.value()));
  }
}
