package io.interline.tenant.internal.account;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(AccountSettings.class)
class AccountConfiguration {}
