// The least that a program can do with a capture by libpcap: look at every frame. 'make bench' compares with it.
#include <pcap/pcap.h>
#include <stdio.h>

int main(int count, char **arguments) {
  char reason[PCAP_ERRBUF_SIZE];
  pcap_t *capture = count == 2 ? pcap_open_offline(arguments[1], reason) : NULL;
  if (!capture) return 2;
  struct pcap_pkthdr *header;
  const u_char *frame;
  unsigned long frames = 0, bytes = 0;
  while (pcap_next_ex(capture, &header, &frame) == 1) {
    frames++;
    bytes += header->caplen + frame[header->caplen - 1];
  }
  printf("%lu frames, %lu\n", frames, bytes);
  return 0;
}
