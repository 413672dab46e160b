/** A program on the module path, which asks for the client and nothing else. */
module example.modular {
  requires dev.concordat.client;
}
