/** What an answer writes where the node's address belongs, which no file can know beforehand. */
const placeholder = "{{minikube ip}}";

export function fillNodeAddress(text: string, address: string): string {
  return text.replaceAll(placeholder, address);
}
