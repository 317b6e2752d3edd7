// The exact time of "3 days ago", in the reader's own zone.
{
  const language = document.documentElement.lang;
  // British and American readers of English write the same day otherwise.
  const own = navigator.languages.find((one) => one.startsWith(language));
  const exact = new Intl.DateTimeFormat(own || language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  for (const time of document.querySelectorAll("time[datetime][title]")) {
    time.title = exact.format(new Date(time.dateTime));
  }
}
