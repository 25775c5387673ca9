"""What happens in an account: who is on call, who is paged, what becomes of an incident."""
