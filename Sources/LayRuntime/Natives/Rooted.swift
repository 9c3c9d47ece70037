/// A value that Swift code holds: it stays alive as long as this object does.
///
/// Errors carry it, and errors are `Sendable` by protocol; like its machine it is confined to one
/// thread at a time.
package final class Rooted: @unchecked Sendable {
    package let value: Value
    private let machine: MachineLifetime

    /// Takes over a reference to `value`.
    init(owning value: Value, _ machine: MachineLifetime) {
        self.value = value
        self.machine = machine
    }

    deinit {
        if let machine = machine.machine { machine.release(value) }
    }
}

/// Says whether a machine still exists; what is held from Swift may outlive it.
final class MachineLifetime {
    var machine: Machine?
    init(_ machine: Machine) { self.machine = machine }
}
