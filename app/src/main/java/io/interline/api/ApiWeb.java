package io.interline.api;

import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.TextRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// What holds for every route: answers are JSON, whatever else a library on the class path could
/// write, and parameters are texts that can be stored and shown.
@Configuration
class ApiWeb implements WebMvcConfigurer {

  private static final Set<Class<?>> MEANT =
      Set.of(
          JacksonJsonHttpMessageConverter.class,
          StringHttpMessageConverter.class,
          ByteArrayHttpMessageConverter.class,
          ResourceHttpMessageConverter.class);

  @Override
  public void configureMessageConverters(ServerBuilder builder) {
    builder.configureMessageConvertersList(all -> all.removeIf(it -> !isMeant(it)));
  }

  private static boolean isMeant(HttpMessageConverter<?> converter) {
    return MEANT.stream().anyMatch(type -> type.isInstance(converter));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new SoundParameters()).addPathPatterns("/api/**");
  }

  private static final class SoundParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      parameters(request)
          .forEach(
              (name, values) -> {
                check("name of a parameter", name);
                for (var value : values) check(name, value);
              });
      if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
          instanceof Map<?, ?> path)
        path.forEach((name, value) -> check(String.valueOf(name), String.valueOf(value)));
      return true;
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
      try {
        return request.getParameterMap();
      } catch (IllegalStateException e) {
        throw new DomainException(
            Kind.INVALID,
            "parameter-invalid",
            "The parameters are not percent-encoded UTF-8: write % as %25.");
      }
    }

    /// @param value absent for one that a form names without a value
    private static void check(String name, @Nullable String value) {
      if (value == null) return;
      TextRules.problem(value)
          .ifPresent(
              problem -> {
                throw Parameters.invalid(name, problem);
              });
    }
  }
}
