package io.interline.tenant.internal.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people join.
///
/// @param plan id of the plan that a new organisation begins with
@ConfigurationProperties("interline.sign-up")
record AccountSettings(@DefaultValue("free") String plan) {}
