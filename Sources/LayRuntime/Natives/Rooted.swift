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
        machine.hold(value)
    }

    deinit {
        machine.letGo(value)
    }
}

/// Says whether a machine still exists; what is held from Swift may outlive it.
final class MachineLifetime {
    var machine: Machine?
    /// What Swift code holds, with how often: the roots of what outlives a program.
    private(set) var held: [UInt64: (value: Value, times: Int)] = [:]
    var isAudited = false
    /// Freed objects that are kept out of use, with their words.
    var quarantine: [(object: UnsafeMutableRawPointer, words: Int)] = []

    init(_ machine: Machine) { self.machine = machine }

    /// Notes that Swift code has taken over a reference.
    func hold(_ value: Value) {
        guard value.isObject else { return }
        held[value.bits, default: (value, 0)].times += 1
    }

    /// Gives up a reference that Swift code held.
    func letGo(_ value: Value) {
        guard let machine else { return }
        if let entry = held[value.bits] {
            held[value.bits] = entry.times > 1 ? (value, entry.times - 1) : nil
        }
        machine.release(value)
    }
}
