package io.interline.ui.account;

/// The picture beside the forms: a message on its way through a flow.
final class FlowPicture {

  private FlowPicture() {}

  static final String MARKUP =
      """
      <svg viewBox="0 0 560 520" fill="none" xmlns="http://www.w3.org/2000/svg"
           style="font:13px var(--il-font)">
        <g stroke="var(--il-line-strong)" stroke-width="1.6">
          <path d="M280 92v46M280 196v36M280 290c0 34-130 20-130 60M280 290c0 34 130 20 130 60"/>
        </g>
        <g fill="var(--il-surface)" stroke="var(--il-line-strong)">
          <rect x="160" y="34" width="240" height="58" rx="10"/>
          <rect x="160" y="138" width="240" height="58" rx="10"/>
          <rect x="160" y="232" width="240" height="58" rx="10"/>
          <rect x="40" y="350" width="220" height="58" rx="10" stroke="var(--il-accent)" stroke-width="2"/>
          <rect x="300" y="350" width="220" height="58" rx="10"/>
        </g>
        <g>
          <rect x="174" y="48" width="30" height="30" rx="8" fill="var(--il-c-trigger)" fill-opacity=".14"/>
          <rect x="174" y="152" width="30" height="30" rx="8" fill="var(--il-c-map)" fill-opacity=".14"/>
          <rect x="174" y="246" width="30" height="30" rx="8" fill="var(--il-c-route)" fill-opacity=".14"/>
          <rect x="54" y="364" width="30" height="30" rx="8" fill="var(--il-c-call)" fill-opacity=".14"/>
          <rect x="314" y="364" width="30" height="30" rx="8" fill="var(--il-c-call)" fill-opacity=".14"/>
        </g>
        <g stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
          <path stroke="var(--il-c-trigger)" d="m191 55-7 9h5l-1 7 7-9h-5z"/>
          <path stroke="var(--il-c-map)" d="M182 163h14m-3-3 3 3-3 3m1 5h-12m3-3-3 3 3 3"/>
          <path stroke="var(--il-c-route)" d="M189 268v-6m0 0-6-7m6 7 6-7"/>
          <path stroke="var(--il-c-call)" d="m64 384 10-10m-7 0h7v7M324 384l10-10m-7 0h7v7"/>
        </g>
        <g fill="var(--il-ink)" font-weight="600">
          <text x="218" y="60">Order received</text><text x="218" y="164">Map to ERP order</text>
          <text x="218" y="258">Country</text><text x="98" y="376">Create ERP order</text>
          <text x="358" y="376">Create invoice</text>
        </g>
        <g fill="var(--il-ink-3)" font-size="12">
          <text x="218" y="78">webhook</text><text x="218" y="182">JSLT</text>
          <text x="218" y="276">2 branches</text><text x="98" y="394">POST /orders</text>
          <text x="358" y="394">POST /invoices</text>
        </g>
        <g font-size="11.5" font-weight="600">
          <rect x="340" y="52" width="50" height="20" rx="10" fill="var(--il-ok-soft)"/>
          <text x="352" y="66" fill="var(--il-ok)">2 ms</text>
          <rect x="340" y="156" width="50" height="20" rx="10" fill="var(--il-ok-soft)"/>
          <text x="352" y="170" fill="var(--il-ok)">1 ms</text>
          <rect x="196" y="442" width="168" height="34" rx="17" fill="var(--il-ok-soft)"/>
          <text x="216" y="464" fill="var(--il-ok)" font-size="13">Delivered in 64 ms</text>
          <path d="M344 455l-5 6-3-3" stroke="var(--il-ok)" stroke-width="2" stroke-linecap="round"/>
        </g>
      </svg>
      """;
}
