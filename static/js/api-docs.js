// Swagger's page: our document, and the token of our own session for what is tried out from there.
(() => {
  "use strict";

  const box = document.getElementById("swagger-ui");

  SwaggerUIBundle({
    url: box.dataset.schema,
    domNode: box,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    deepLinking: true,
    requestInterceptor: (request) => {
      const ours = new URL(request.url, location.href).origin === location.origin;
      if (ours && request.method && request.method !== "GET") request.headers["X-CSRFToken"] = box.dataset.token;
      return request;
    },
  });
})();
