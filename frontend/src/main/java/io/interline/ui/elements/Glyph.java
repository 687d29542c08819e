package io.interline.ui.elements;

/// The icons of the screens: line drawings on a 24 × 24 grid from the Lucide set (ISC licence, kept
/// in `META-INF/licenses/lucide.txt`).
public enum Glyph {
  /// Lucide `house`.
  HOME(
      "<path d='M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8'/><path d='M3 10a2 2 0 0 1"
          + " .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0"
          + " 1-2-2z'/>"),
  /// Lucide `workflow`.
  FLOW(
      "<rect width='8' height='8' x='3' y='3' rx='2'/><path d='M7 11v4a2 2 0 0 0 2"
          + " 2h4'/><rect width='8' height='8' x='13' y='13' rx='2'/>"),
  /// Lucide `plug`.
  PLUG(
      "<path d='M12 22v-5'/><path d='M15 8V2'/><path d='M17 8a1 1 0 0 1 1 1v4a4 4 0 0 1-4"
          + " 4h-4a4 4 0 0 1-4-4V9a1 1 0 0 1 1-1z'/><path d='M9 8V2'/>"),
  /// Lucide `circle-play`.
  RUNS(
      "<path d='M9 9.003a1 1 0 0 1 1.517-.859l4.997 2.997a1 1 0 0 1 0 1.718l-4.997 2.997A1"
          + " 1 0 0 1 9 14.996z'/><circle cx='12' cy='12' r='10'/>"),
  /// Lucide `mail-x`.
  DEAD_LETTER(
      "<path d='M22 12.532V6a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h8.792'/><path"
          + " d='m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7'/><path d='m16.5 16.5 5 5'/><path"
          + " d='m21.5 16.5-5 5'/>"),
  /// Lucide `user-check`.
  APPROVAL(
      "<path d='m16 11 2 2 4-4'/><path d='M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2'/><circle"
          + " cx='9' cy='7' r='4'/>"),
  /// Lucide `undo-2`.
  UNDO(
      "<path d='M9 14 4 9l5-5'/><path d='M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11'/>"),
  /// Lucide `scroll-text`.
  AUDIT(
      "<path d='M15 12h-5'/><path d='M15 8h-5'/><path d='M19 17V5a2 2 0 0 0-2-2H4'/><path"
          + " d='M8 21h12a2 2 0 0 0 2-2v-1a1 1 0 0 0-1-1H11a1 1 0 0 0-1 1v1a2 2 0 1 1-4 0V5a2 2"
          + " 0 1 0-4 0v2a1 1 0 0 0 1 1h3'/>"),
  /// Lucide `users`.
  MEMBERS(
      "<path d='M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2'/><path d='M16 3.128a4 4 0 0 1 0"
          + " 7.744'/><path d='M22 21v-2a4 4 0 0 0-3-3.87'/><circle cx='9' cy='7' r='4'/>"),
  /// Lucide `settings`.
  SETTINGS(
      "<path d='M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34"
          + " 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0"
          + " 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0"
          + " 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0"
          + " 3.319-1.915'/><circle cx='12' cy='12' r='3'/>"),
  /// Lucide `gauge`.
  GAUGE("<path d='m12 14 4-4'/><path d='M3.34 19a10 10 0 1 1 17.32 0'/>"),
  /// Lucide `search`.
  SEARCH("<path d='m21 21-4.34-4.34'/><circle cx='11' cy='11' r='8'/>"),
  /// Lucide `circle-question-mark`.
  HELP(
      "<circle cx='12' cy='12' r='10'/><path d='M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3"
          + " 3'/><path d='M12 17h.01'/>"),
  /// Lucide `chevron-down`.
  CHEVRON_DOWN("<path d='m6 9 6 6 6-6'/>"),
  /// Lucide `chevron-right`.
  CHEVRON_RIGHT("<path d='m9 18 6-6-6-6'/>"),
  /// Lucide `check`.
  CHECK("<path d='M20 6 9 17l-5-5'/>"),
  /// Lucide `x`.
  CLOSE("<path d='M18 6 6 18'/><path d='m6 6 12 12'/>"),
  /// Lucide `plus`.
  PLUS("<path d='M5 12h14'/><path d='M12 5v14'/>"),
  /// Lucide `menu`.
  MENU("<path d='M4 5h16'/><path d='M4 12h16'/><path d='M4 19h16'/>"),
  /// Lucide `sun`.
  SUN(
      "<circle cx='12' cy='12' r='4'/><path d='M12 2v2'/><path d='M12 20v2'/><path"
          + " d='m4.93 4.93 1.41 1.41'/><path d='m17.66 17.66 1.41 1.41'/><path d='M2"
          + " 12h2'/><path d='M20 12h2'/><path d='m6.34 17.66-1.41 1.41'/><path d='m19.07"
          + " 4.93-1.41 1.41'/>"),
  /// Lucide `moon`.
  MOON(
      "<path d='M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0"
          + " 8.268 8.268c.344-.215.825-.004.803.401'/>"),
  /// Lucide `monitor`.
  MONITOR(
      "<rect width='20' height='14' x='2' y='3' rx='2'/><line x1='8' x2='16' y1='21'"
          + " y2='21'/><line x1='12' x2='12' y1='17' y2='21'/>"),
  /// Lucide `log-out`.
  LOG_OUT(
      "<path d='m16 17 5-5-5-5'/><path d='M21 12H9'/><path d='M9 21H5a2 2 0 0 1-2-2V5a2 2"
          + " 0 0 1 2-2h4'/>"),
  /// Lucide `building-2`.
  ORGANISATION(
      "<path d='M10 12h4'/><path d='M10 8h4'/><path d='M14 21v-3a2 2 0 0 0-4 0v3'/><path"
          + " d='M6 10H4a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0"
          + " 0-2-2h-2'/><path d='M6 21V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16'/>"),
  /// Lucide `copy`.
  COPY(
      "<rect width='14' height='14' x='8' y='8' rx='2' ry='2'/><path d='M4 16c-1.1"
          + " 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2'/>"),
  /// Lucide `refresh-cw`.
  REFRESH(
      "<path d='M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8'/><path d='M21"
          + " 3v5h-5'/><path d='M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16'/><path"
          + " d='M8 16H3v5'/>"),
  /// Lucide `rotate-ccw`.
  REPLAY("<path d='M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8'/><path d='M3 3v5h5'/>"),
  /// Lucide `trash-2`.
  DELETE(
      "<path d='M10 11v6'/><path d='M14 11v6'/><path d='M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0"
          + " 1-2-2V6'/><path d='M3 6h18'/><path d='M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2'/>"),
  /// Lucide `pencil`.
  EDIT(
      "<path d='M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321"
          + " 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z'/><path d='m15 5 4 4'/>"),
  /// Lucide `download`.
  DOWNLOAD(
      "<path d='M12 15V3'/><path d='M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4'/><path"
          + " d='m7 10 5 5 5-5'/>"),
  /// Lucide `upload`.
  UPLOAD(
      "<path d='M12 3v12'/><path d='m17 8-5-5-5 5'/><path d='M21 15v4a2 2 0 0 1-2 2H5a2 2"
          + " 0 0 1-2-2v-4'/>"),
  /// Lucide `ellipsis`.
  MORE(
      "<circle cx='12' cy='12' r='1'/><circle cx='19' cy='12' r='1'/><circle cx='5'"
          + " cy='12' r='1'/>"),
  /// Lucide `triangle-alert`.
  WARNING(
      "<path d='m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0"
          + " 1.73-3'/><path d='M12 9v4'/><path d='M12 17h.01'/>"),
  /// Lucide `circle-check`.
  SUCCESS("<circle cx='12' cy='12' r='10'/><path d='m16 9-5.5 5.5L8 12'/>"),
  /// Lucide `circle-x`.
  ERROR("<circle cx='12' cy='12' r='10'/><path d='m15 9-6 6'/><path d='m9 9 6 6'/>"),
  /// Lucide `clock`.
  CLOCK("<circle cx='12' cy='12' r='10'/><path d='M12 6v6l4 2'/>"),
  /// Lucide `external-link`.
  EXTERNAL(
      "<path d='M15 3h6v6'/><path d='M10 14 21 3'/><path d='M18 13v6a2 2 0 0 1-2 2H5a2 2 0"
          + " 0 1-2-2V8a2 2 0 0 1 2-2h6'/>"),
  /// Lucide `key-round`.
  KEY(
      "<path d='M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0"
          + " 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5"
          + " 6.5 0 1 0-4-4z'/><circle cx='16.5' cy='7.5' r='.5' fill='currentColor'/>"),
  /// Lucide `mail`.
  MAIL(
      "<path d='m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7'/><rect x='2' y='4' width='20'"
          + " height='16' rx='2'/>"),
  /// Lucide `webhook`.
  WEBHOOK(
      "<path d='M18 16.98h-5.99c-1.1 0-1.95.94-2.48 1.9A4 4 0 0 1 2"
          + " 17c.01-.7.2-1.4.57-2'/><path d='m6 17 3.13-5.78c.53-.97.1-2.18-.5-3.1a4 4 0 1 1"
          + " 6.89-4.06'/><path d='m12 6 3.13 5.73C15.66 12.7 16.9 13 18 13a4 4 0 0 1 0 8'/>"),
  /// Lucide `arrow-right`.
  ARROW_RIGHT("<path d='M5 12h14'/><path d='m12 5 7 7-7 7'/>"),
  /// Lucide `arrow-left`.
  ARROW_LEFT("<path d='m12 19-7-7 7-7'/><path d='M19 12H5'/>"),
  /// Lucide `eye`.
  EYE(
      "<path d='M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696"
          + " 10.75 10.75 0 0 1-19.876 0'/><circle cx='12' cy='12' r='3'/>"),
  /// Lucide `zap`.
  BOLT(
      "<path d='M15.914 4a1.5 1.5 0 00-2.474-1.561l-9 9A1.5 1.5 0 005.5 14h4.002a.5.5 0"
          + " 01.471.666L8.086 20a1.5 1.5 0 002.475 1.56l9-9A1.5 1.5 0 0018.5 10h-3.997a.5.5 0"
          + " 01-.472-.667z'/>"),
  /// Lucide `shield-check`.
  SHIELD(
      "<path d='M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0"
          + " 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0"
          + " 1 1 1z'/><path d='m9 12 2 2 4-4'/>"),
  /// Lucide `lock`.
  LOCK(
      "<rect width='18' height='11' x='3' y='11' rx='2' ry='2'/><path d='M7 11V7a5 5 0 0 1"
          + " 10 0v4'/>"),
  /// Lucide `send`.
  SEND(
      "<path d='M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19"
          + " 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11z'/><path d='m21.854"
          + " 2.147-10.94 10.939'/>"),
  /// Lucide `pause`.
  PAUSE(
      "<rect x='14' y='3' width='5' height='18' rx='1'/><rect x='5' y='3' width='5'"
          + " height='18' rx='1'/>"),
  /// Lucide `play`.
  PLAY(
      "<path d='M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0"
          + " 1 5 19z'/>"),
  /// Lucide `git-branch`.
  BRANCH(
      "<path d='M15 6a9 9 0 0 0-9 9V3'/><circle cx='18' cy='6' r='3'/><circle cx='6'"
          + " cy='18' r='3'/>"),
  /// Lucide `braces`.
  JSON(
      "<path d='M8 3H7a2 2 0 0 0-2 2v5a2 2 0 0 1-2 2 2 2 0 0 1 2 2v5c0 1.1.9 2 2"
          + " 2h1'/><path d='M16 21h1a2 2 0 0 0 2-2v-5c0-1.1.9-2 2-2a2 2 0 0 1-2-2V5a2 2 0 0"
          + " 0-2-2h-1'/>"),
  /// Lucide `info`.
  INFO("<circle cx='12' cy='12' r='10'/><path d='M12 16v-4'/><path d='M12 8h.01'/>"),
  /// Lucide `rocket`.
  ROCKET(
      "<path d='M12 15v5s3.03-.55 4-2c1.08-1.62 0-5 0-5'/><path d='M4.5 16.5c-1.5 1.26-2"
          + " 5-2 5s3.74-.5 5-2c.71-.84.7-2.13-.09-2.91a2.18 2.18 0 0 0-2.91-.09'/><path d='M9"
          + " 12a22 22 0 0 1 2-3.95A12.88 12.88 0 0 1 22 2c0 2.72-.78 7.5-6 11a22.4 22.4 0 0 1-4"
          + " 2z'/><path d='M9 12H4s.55-3.03 2-4c1.62-1.08 5 .05 5 .05'/>"),
  /// Lucide `user-plus`.
  INVITE(
      "<path d='M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2'/><circle cx='9' cy='7'"
          + " r='4'/><line x1='19' x2='19' y1='8' y2='14'/><line x1='22' x2='16' y1='11'"
          + " y2='11'/>"),
  /// Lucide `list`.
  LIST(
      "<path d='M3 5h.01'/><path d='M3 12h.01'/><path d='M3 19h.01'/><path d='M8"
          + " 5h13'/><path d='M8 12h13'/><path d='M8 19h13'/>"),
  /// Lucide `arrow-left-right`.
  MAP(
      "<path d='M8 3 4 7l4 4'/><path d='M4 7h16'/><path d='m16 21 4-4-4-4'/><path d='M20"
          + " 17H4'/>"),
  /// Lucide `octagon-x`.
  STOP(
      "<path d='m15 9-6 6'/><path d='M2.586 16.726A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1"
          + " .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2h6.624a2 2 0 0 1 1.414.586l4.688 4.688A2 2"
          + " 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2"
          + " 2 0 0 1-1.414-.586z'/><path d='m9 9 6 6'/>"),
  /// Lucide `split`.
  PARALLEL(
      "<path d='M16 3h5v5'/><path d='M8 3H3v5'/><path d='M12 22v-8.3a4 4 0 0"
          + " 0-1.172-2.872L3 3'/><path d='m15 9 6-6'/>"),
  /// Lucide `arrow-up-right`.
  CALL("<path d='M7 7h10v10'/><path d='M7 17 17 7'/>"),
  /// Lucide `sparkles`.
  SPARKLE(
      "<path d='M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558"
          + " 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0"
          + " 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1"
          + " 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594z'/><path d='M20 2v4'/><path d='M22"
          + " 4h-4'/><circle cx='4' cy='20' r='2'/>");

  private final String paths;

  Glyph(String paths) {
    this.paths = paths;
  }

  /// The drawing as SVG markup, hidden from screen readers: a control says in words what it does.
  String markup() {
    return "<svg viewBox='0 0 24 24' width='16' height='16' fill='none' stroke='currentColor'"
        + " stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round' aria-hidden='true'"
        + " focusable='false'>"
        + paths
        + "</svg>";
  }

  /// A new element with this icon, of the text's colour and 16 pixels wide.
  public Icon create() {
    return new Icon(this);
  }
}
