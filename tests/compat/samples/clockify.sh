curl -X PATCH "https://developer.clockify.me/v1/workspaces/{workspaceId}/user/{userId}/time-entries" \
  -H 'X-Api-Key: <YOUR_API_KEY>' \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json'
  -d '{"end":"2021-01-01T00:00:00Z"}'
