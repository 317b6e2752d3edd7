kubectl patch serviceaccount default \
  --patch '{"imagePullSecrets": [{"name": "berth"}]}'
