class TimeClockIntegration {
  constructor(apiKey, timeClockId) {
    this.apiKey = apiKey;
    this.timeClockId = timeClockId;
    this.baseUrl = 'https://api.connecteam.com/time-clock/v1/time-clocks';
  }

  async clockIn(userId, jobId, location) {
    const response = await fetch(
      `${this.baseUrl}/${this.timeClockId}/clock-in`,
      {
        method: 'POST',
        headers: {
          'X-API-KEY': this.apiKey,
          'Content-Type': 'application/json'
        },
        body: JSON.stringify({
          userId,
          jobId,
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          locationData: location
        })
      }
    );
    return response.json();
  }

  async clockOut(userId, location) {
    const response = await fetch(
      `${this.baseUrl}/${this.timeClockId}/clock-out`,
      {
        method: 'POST',
        headers: {
          'X-API-KEY': this.apiKey,
          'Content-Type': 'application/json'
        },
        body: JSON.stringify({
          userId,
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          locationData: location
        })
      }
    );
    return response.json();
  }
}

// Usage
const timeClock = new TimeClockIntegration('YOUR_API_KEY', 12345);

// Clock in
await timeClock.clockIn(9170357, 'job-123', {
  address: '123 Main St, New York, NY',
  latitude: 40.7128,
  longitude: -74.0060
});

// ... work period ...

// Clock out
await timeClock.clockOut(9170357, {
  address: '123 Main St, New York, NY',
  latitude: 40.7128,
  longitude: -74.0060
});
