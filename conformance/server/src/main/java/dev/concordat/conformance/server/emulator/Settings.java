package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.server.emulator.fault.Fault;
import dev.concordat.conformance.server.http.Callers;
import java.time.Clock;
import java.util.List;

/** How an emulator is set up. */
record Settings(
    List<Contract> contracts,
    String host,
    int port,
    String token,
    String accessKey,
    String secretKey,
    List<Fault.Effect> faults,
    Clock clock,
    Callers callers) {}
